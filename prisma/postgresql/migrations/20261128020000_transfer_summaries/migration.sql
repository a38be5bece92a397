-- AlterTable
ALTER TABLE "Transfer" ADD COLUMN "summary" TEXT NOT NULL DEFAULT '{}';

-- A text of PostgreSQL holds no NUL.
UPDATE "Transfer" SET "summary" = json_build_object(
    'first', coalesce("selection"::json->'keys'->>0, "selection"::json->'prefixes'->>0, ''),
    'files', json_array_length("selection"::json->'keys'),
    'folders', json_array_length("selection"::json->'prefixes'))::text
WHERE "selection" NOT LIKE '%\\u0000%';
