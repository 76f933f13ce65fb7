-- What its tables (position 0) and their columns are.
CREATE TABLE "dictionary" (
  "table_name" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "column_name" TEXT,
  "type" TEXT,
  "refers_to" TEXT,
  "values" TEXT,
  "title_zh" TEXT,
  "title_en" TEXT,
  "description_zh" TEXT,
  "description_en" TEXT,
  PRIMARY KEY ("table_name", "position")
) STRICT
