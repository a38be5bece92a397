-- RedefineTables
CREATE TABLE "new_Flow" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "summary" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "value" TEXT NOT NULL,
    "schema" TEXT,
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editedBy" TEXT NOT NULL,
    "editedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("workspaceId", "path"),
    CONSTRAINT "Flow_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Flow" ("id", "workspaceId", "path", "version", "summary", "description", "value", "schema", "archived", "createdBy", "createdAt", "editedBy", "editedAt")
    SELECT lower(hex(randomblob(16))), "workspaceId", "path", "version", "summary", "description", "value", "schema", "archived", "createdBy", "createdAt", "editedBy", "editedAt" FROM "Flow";
DROP TABLE "Flow";
ALTER TABLE "new_Flow" RENAME TO "Flow";

-- CreateIndex
CREATE UNIQUE INDEX "Flow_id_key" ON "Flow"("id");

-- AlterTable
ALTER TABLE "Run" ADD COLUMN "flowId" TEXT;
ALTER TABLE "Run" ADD COLUMN "plainStatic" BOOLEAN NOT NULL DEFAULT false;

-- Runs until now are taken for runs of what lies at their path.
UPDATE "Run" SET "flowId" = (SELECT "id" FROM "Flow" WHERE "Flow"."workspaceId" = "Run"."workspaceId" AND "Flow"."path" = "Run"."scriptPath")
    WHERE "kind" = 'flow';
