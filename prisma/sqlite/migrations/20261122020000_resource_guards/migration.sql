-- AlterTable
ALTER TABLE "Resource" ADD COLUMN "editedById" TEXT;
ALTER TABLE "Resource" ADD COLUMN "ambient" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Resource" ADD COLUMN "destination" TEXT NOT NULL DEFAULT '';

-- A username means one person at a time, so who saved a resource last is known.
UPDATE "Resource" SET "editedById" = (
    SELECT "userId" FROM "Membership"
    WHERE "Membership"."workspaceId" = "Resource"."workspaceId" AND "Membership"."username" = "Resource"."editedBy"
);
