using DockerScan.Core.Reputations;
using DockerScan.Core.Stores;
using MongoDB.Bson;
using static DockerScan.Mongo.Reputations.LookupDocument;

namespace DockerScan.Mongo.Reputations;

/// <content>The quota.</content>
internal sealed partial class MongoReputationStore
{
    public Task<QuotaTake> TryTakeAsync(string account, QuotaLimits limits, bool isInteractive, DateTimeOffset now, CancellationToken cancellationToken)
        => _quotas.ChangeAsync(
            account,
            ledger =>
            {
                var take = ledger.TryTake(limits, isInteractive, now.ToUnixTimeMilliseconds());
                // A refusal writes only when a clock that went back made it redate something.
                return (ledger.IsChanged, take);
            },
            cancellationToken);

    public Task BlockAsync(string account, string reason, DateTimeOffset first, DateTimeOffset again, DateTimeOffset now, CancellationToken cancellationToken)
        => _quotas.ChangeAsync(
            account,
            ledger =>
            {
                ledger.Block(reason, first.ToUnixTimeMilliseconds(), again.ToUnixTimeMilliseconds());
                return (true, true);
            },
            cancellationToken);

    public Task UnblockAsync(string account, CancellationToken cancellationToken)
        => _quotas.ChangeAsync(
            account,
            ledger =>
            {
                var isResting = ledger.IsResting;
                ledger.Unblock();
                return (isResting, true);
            },
            cancellationToken);

    public async Task<QuotaState> GetStateAsync(string account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var waiting = await database.RunAsync(
            () => database.Lookups.CountDocumentsAsync(new BsonDocument { { Open, true }, { Interactive, 1 } }, cancellationToken: cancellationToken), cancellationToken);
        return (await _quotas.ReadAsync(account, cancellationToken)).Read(now.ToUnixTimeMilliseconds(), (int)waiting);
    }
}
