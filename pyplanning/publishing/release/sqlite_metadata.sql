-- What describes the package.
CREATE TABLE "metadata" (
  "position" INTEGER PRIMARY KEY,
  "key" TEXT NOT NULL,
  "value" TEXT NOT NULL
) STRICT
