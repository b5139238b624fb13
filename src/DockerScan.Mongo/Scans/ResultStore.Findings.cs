using System.Globalization;
using DockerScan.Core.Scans;
using DockerScan.Documents;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Scans;

/// <content>Findings, each in a document of its own.</content>
internal sealed partial class ResultStore
{
    private const string Body = "body";
    private const string FinishedAt = "finishedAt";
    private const int BatchBytes = 12 << 20;

    private async Task WriteFindingsAsync(string key, ScanResult result, Func<int, string> body, CancellationToken cancellationToken)
    {
        var (batch, bytes) = (new List<BsonDocument>(), 0);
        for (var ordinal = 0; ordinal < result.Findings.Count; ordinal++)
        {
            var finding = result.Findings[ordinal];
            var id = string.Create(CultureInfo.InvariantCulture, $"{key}.{ordinal}");
            var text = body(ordinal);
            var document = new BsonDocument
            {
                { "_id", id }, { MongoSchema.Version, MongoSchema.Current }, { "result", key }, { "scan", result.Id.Value }, { "ordinal", ordinal },
                { "key", Bson.Text(finding.Key) }, { FinishedAt, Bson.Time(result.FinishedAt) }, { "check", Bson.Text(finding.Details.Check) }, { "risk", StoredNames.Of(finding.Risk) },
                { "name", Bson.Text(finding.Details.Id) }, { "package", Bson.Text(finding.Details.Target) },
                { "severity", StoredNames.Of(finding.Details.Severity) }, { "state", StoredNames.Of(finding.State) },
            };
            document.AddRange(await _bodies.WriteAsync(id, text, cancellationToken, group: key));
            bytes += document.TryGetValue(Body, out _) ? 3 * text.Length : 1;
            batch.Add(document);
            if (batch.Count == BatchCount || bytes > BatchBytes)
            {
                await InsertAsync(batch, cancellationToken);
                (batch, bytes) = ([], 0);
            }
        }

        await InsertAsync(batch, cancellationToken);
    }

    // Their ids are ours: those that are there already were written when the answer was lost.
    private Task InsertAsync(List<BsonDocument> findings, CancellationToken cancellationToken)
        => findings.Count == 0 ? Task.CompletedTask : database.RunAsync(
            async () =>
            {
                try
                {
                    await database.Findings.InsertManyAsync(findings, new InsertManyOptions { IsOrdered = false }, cancellationToken);
                }
                catch (MongoException e) when (MongoFailures.IsDuplicateKey(e))
                {
                    return false;
                }

                return true;
            },
            cancellationToken);
}
