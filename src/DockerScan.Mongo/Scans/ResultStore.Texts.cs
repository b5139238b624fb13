using DockerScan.Core;
using DockerScan.Mongo.Database;
using MongoDB.Bson;
using static DockerScan.Mongo.Scans.ScanDocument;

namespace DockerScan.Mongo.Scans;

/// <content>Results as they were written, for who copies them.</content>
internal sealed partial class ResultStore
{
    /// <summary>The JSON of the result that a scan's document names, as it was written, and of its findings.</summary>
    /// <exception cref="EngineException">Its record is damaged.</exception>
    public async Task<(string Body, IReadOnlyList<string> Findings)> ReadTextsAsync(BsonDocument scan, CancellationToken cancellationToken)
    {
        var what = $"scan {scan["_id"].AsString}";
        var (key, expected) = MongoFailures.Read(scan, document => (document[Result][Key].AsString, document[Result]["findings"].ToInt32()));
        var header = await database.FindAsync(database.Results, new BsonDocument("_id", key), cancellationToken);
        var findings = await ListFindingsAsync(key, cancellationToken);
        if (header is null || findings.Count != expected)
        {
            throw Damaged(what, findings.Count, expected);
        }

        List<string> texts = new(findings.Count);
        foreach (var finding in findings)
        {
            texts.Add(await _bodies.ReadAsync(finding, what, cancellationToken));
        }

        return (await _bodies.ReadAsync(header, what, cancellationToken), texts);
    }
}
