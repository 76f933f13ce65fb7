-- The headings down to each section, each with its number as it is printed in Chinese or in English.
CREATE VIEW "section_paths" ("section_id", "path_zh", "path_en") AS
WITH RECURSIVE "headings" ("section_id", "plan_id", "parent_id", "zh", "en") AS (
  SELECT "section_id", "plan_id", "parent_id", CASE
    WHEN "number" IS NULL THEN "title_zh"
    WHEN trim("number", '〇零一二三四五六七八九十百') = '' THEN "number" || '、' || "title_zh"
    WHEN substr("number", -1) IN ('）', ')', '、', '是') THEN "number" || "title_zh"
    ELSE "number" || ' ' || "title_zh"
  END, ifnull("number" || ' ', '') || "title_en" FROM "sections"
),
"tree" ("section_id", "path_zh", "path_en") AS (
  SELECT "section_id", "name_zh" || ' › ' || "zh", "name_en" || ' › ' || "en"
  FROM "headings" JOIN "plans" USING ("plan_id") WHERE "parent_id" IS NULL
  UNION ALL
  SELECT "headings"."section_id", "path_zh" || ' › ' || "zh", "path_en" || ' › ' || "en"
  FROM "tree" JOIN "headings" ON "headings"."parent_id" = "tree"."section_id"
)
SELECT "section_id", "path_zh", "path_en" FROM "tree"
