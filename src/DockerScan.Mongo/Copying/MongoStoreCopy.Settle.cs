using DockerScan.Mongo.Alerts;
using DockerScan.Mongo.Audit;
using DockerScan.Mongo.Cards;
using DockerScan.Mongo.Reputations;
using MongoDB.Bson;

namespace DockerScan.Mongo.Copying;

/// <content>What is brought to its end before it is copied.</content>
internal sealed partial class MongoStoreCopy
{
    // What a program that died left between two steps; nobody else goes on with it.
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        await new AnswerRelay(database).BringAllAsync(cancellationToken);
        await new MongoAlertStore(database).BringAllAsync(cancellationToken);
        await MongoAuditStore.NoteEndsAsync(database, cancellationToken);
        var cards = new MongoCardStore(database);
        for (var unsaid = long.MaxValue; await CountUnsaidAsync(cancellationToken) is > 0 and var left && left < unsaid; unsaid = left)
        {
            await cards.RepairAsync(cancellationToken);
        }
    }

    private Task<long> CountUnsaidAsync(CancellationToken cancellationToken)
        => database.RunAsync(() => database.Scans.CountDocumentsAsync(new BsonDocument("unsaid", true), cancellationToken: cancellationToken), cancellationToken);
}
