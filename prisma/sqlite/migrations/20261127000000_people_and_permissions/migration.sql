-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN "auditReads" TEXT NOT NULL DEFAULT 'downloads';

-- AlterTable
ALTER TABLE "Folder" ADD COLUMN "displayName" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Folder" ADD COLUMN "summary" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Folder" ADD COLUMN "createdBy" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Membership" ADD COLUMN "disabledAt" DATETIME;

-- AlterTable
ALTER TABLE "StorageSetting" ADD COLUMN "rules" TEXT;

-- CreateTable
CREATE TABLE "Group" (
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("workspaceId", "name"),
    CONSTRAINT "Group_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "GroupMember" (
    "workspaceId" TEXT NOT NULL,
    "group" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "manager" BOOLEAN NOT NULL DEFAULT false,

    PRIMARY KEY ("workspaceId", "group", "userId"),
    CONSTRAINT "GroupMember_workspaceId_group_fkey" FOREIGN KEY ("workspaceId", "group") REFERENCES "Group" ("workspaceId", "name") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "GroupMember_workspaceId_userId_fkey" FOREIGN KEY ("workspaceId", "userId") REFERENCES "Membership" ("workspaceId", "userId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PathGrant" (
    "workspaceId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "write" BOOLEAN NOT NULL,

    PRIMARY KEY ("workspaceId", "kind", "path", "subject"),
    CONSTRAINT "PathGrant_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ResourceType" (
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "schema" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "editedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("workspaceId", "name"),
    CONSTRAINT "ResourceType_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Script" (
    "workspaceId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "parentHash" TEXT,
    "summary" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "content" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'script',
    "schema" TEXT,
    "lock" TEXT NOT NULL DEFAULT '',
    "settings" TEXT NOT NULL DEFAULT '',
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "deleted" BOOLEAN NOT NULL DEFAULT false,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("workspaceId", "hash"),
    CONSTRAINT "Script_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "workspaceId" TEXT,
    "label" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "sessionVersion" INTEGER,
    "parentId" TEXT,
    "readOnly" BOOLEAN NOT NULL DEFAULT false,
    "storage" TEXT,
    "prefix" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME,
    "lastUsedAt" DATETIME,
    CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ApiToken_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ApiToken_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "ApiToken" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ShareLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "storage" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "passwordHash" TEXT,
    "maxDownloads" INTEGER,
    "downloads" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME,
    "lastUsedAt" DATETIME,
    CONSTRAINT "ShareLink_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ShareLink_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "workspaceId" TEXT,
    "username" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "userId" TEXT,
    "operation" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "resource" TEXT,
    "storage" TEXT,
    "address" TEXT NOT NULL,
    "tokenId" TEXT,
    "tokenLabel" TEXT,
    "parameters" TEXT
);

-- CreateIndex
CREATE INDEX "GroupMember_workspaceId_userId_idx" ON "GroupMember"("workspaceId", "userId");

-- CreateIndex
CREATE INDEX "PathGrant_workspaceId_subject_idx" ON "PathGrant"("workspaceId", "subject");

-- CreateIndex
CREATE INDEX "Script_workspaceId_path_createdAt_idx" ON "Script"("workspaceId", "path", "createdAt");

-- CreateIndex
CREATE INDEX "ApiToken_userId_idx" ON "ApiToken"("userId");

-- CreateIndex
CREATE INDEX "ApiToken_expiresAt_idx" ON "ApiToken"("expiresAt");

-- CreateIndex
CREATE INDEX "ApiToken_parentId_idx" ON "ApiToken"("parentId");

-- CreateIndex
CREATE INDEX "ShareLink_workspaceId_ownerId_idx" ON "ShareLink"("workspaceId", "ownerId");

-- CreateIndex
CREATE INDEX "ShareLink_ownerId_idx" ON "ShareLink"("ownerId");

-- CreateIndex
CREATE INDEX "AuditEntry_workspaceId_id_idx" ON "AuditEntry"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_workspaceId_username_id_idx" ON "AuditEntry"("workspaceId", "username", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_workspaceId_operation_id_idx" ON "AuditEntry"("workspaceId", "operation", "id");

-- Roles have other names now.
UPDATE "Membership" SET "role" = 'developer' WHERE "role" = 'member';
