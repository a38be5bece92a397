-- AlterTable
ALTER TABLE "Transfer" ADD COLUMN "summary" TEXT NOT NULL DEFAULT '{}';

UPDATE "Transfer" SET "summary" = json_object(
    'first', coalesce(json_extract("selection", '$.keys[0]'), json_extract("selection", '$.prefixes[0]'), ''),
    'files', json_array_length("selection", '$.keys'),
    'folders', json_array_length("selection", '$.prefixes'));
