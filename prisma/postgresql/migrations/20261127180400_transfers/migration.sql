-- CreateTable
CREATE TABLE "Transfer" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "tokenId" TEXT,
    "address" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "dryRun" BOOLEAN NOT NULL DEFAULT false,
    "source" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "fromPrefix" TEXT NOT NULL,
    "toPrefix" TEXT NOT NULL,
    "selection" TEXT NOT NULL,
    "retryOf" TEXT,
    "conflict" TEXT NOT NULL,
    "verify" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "error" TEXT,
    "place" TEXT NOT NULL,
    "total" TEXT,
    "counts" TEXT NOT NULL,
    "flight" TEXT NOT NULL DEFAULT '{}',
    "leaseOwner" TEXT,
    "leaseUntil" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMP(3),
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TransferFailure" (
    "id" SERIAL NOT NULL,
    "transferId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "size" BIGINT,
    "target" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "TransferFailure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Transfer_workspaceId_createdAt_idx" ON "Transfer"("workspaceId", "createdAt");

-- CreateIndex
CREATE INDEX "Transfer_userId_idx" ON "Transfer"("userId");

-- CreateIndex
CREATE INDEX "Transfer_status_createdAt_idx" ON "Transfer"("status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "TransferFailure_transferId_key_key" ON "TransferFailure"("transferId", "key");

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferFailure" ADD CONSTRAINT "TransferFailure_transferId_fkey" FOREIGN KEY ("transferId") REFERENCES "Transfer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
