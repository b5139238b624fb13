using DockerScan.Core;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Reputations;

/// <summary>Ledgers: read, changed and written over what was read. Whoever was quicker makes the other read again.</summary>
internal sealed class QuotaStore(MongoStoreDatabase database)
{
    private const int Rounds = 200;

    public async Task<QuotaDocument> ReadAsync(string account, CancellationToken cancellationToken)
        => MongoFailures.Read(await database.FindAsync(database.Quotas, Key(account), cancellationToken) ?? [], ledger => new QuotaDocument(ledger));

    /// <summary>Changes a ledger, if the change says so.</summary>
    public async Task<T> ChangeAsync<T>(string account, Func<QuotaDocument, (bool IsChanged, T Answer)> change, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var ledger = await ReadAsync(account, cancellationToken);
            var (isChanged, answer) = change(ledger);
            if (!isChanged || await WriteAsync(account, ledger, cancellationToken))
            {
                return answer;
            }
        }

        throw new EngineException(new ScanFailure(FailureKind.Internal, "the store is changed by others all the time; try again"));
    }

    private static BsonDocument Key(string account) => new("_id", Bson.Text(account));

    private Task<bool> WriteAsync(string account, QuotaDocument ledger, CancellationToken cancellationToken)
    {
        var token = ObjectId.GenerateNewId();
        var same = Key(account);
        same.Add(QuotaDocument.Version, ledger.Number == 0 ? BsonNull.Value : ledger.Number);
        var update = new BsonDocument("$set", ledger.ToMembers(token));
        return database.RunAsync(
            async isAgain =>
            {
                try
                {
                    var written = await database.Quotas.UpdateOneAsync(same, update, new UpdateOptions { IsUpsert = ledger.Number == 0 }, cancellationToken);
                    if (written.MatchedCount > 0 || written.UpsertedId is not null)
                    {
                        return true;
                    }
                }
                catch (MongoException e) when (MongoFailures.IsDuplicateKey(e))
                {
                    // Another made the account's first one.
                }

                // Written when the answer was lost: else the request would be counted twice.
                return isAgain && await database.Quotas.Find(new BsonDocument { { "_id", Bson.Text(account) }, { "token", token } }).AnyAsync(cancellationToken);
            },
            cancellationToken);
    }
}
