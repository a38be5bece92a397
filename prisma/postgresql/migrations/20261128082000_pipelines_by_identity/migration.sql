-- AlterTable
ALTER TABLE "Flow" ADD COLUMN "id" TEXT;
UPDATE "Flow" SET "id" = gen_random_uuid()::text;
ALTER TABLE "Flow" ALTER COLUMN "id" SET NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "Flow_id_key" ON "Flow"("id");

-- AlterTable
ALTER TABLE "Run" ADD COLUMN "flowId" TEXT,
ADD COLUMN "plainStatic" BOOLEAN NOT NULL DEFAULT false;

-- Runs until now are taken for runs of what lies at their path.
UPDATE "Run" SET "flowId" = (SELECT "id" FROM "Flow" WHERE "Flow"."workspaceId" = "Run"."workspaceId" AND "Flow"."path" = "Run"."scriptPath")
    WHERE "kind" = 'flow';
