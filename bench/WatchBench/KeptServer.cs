using System.Globalization;
using System.Text.Json.Nodes;
using ChatBench;

namespace WatchBench;

/// <summary>The Trivy server that a program keeps, and the folder of the database that it is on.</summary>
internal sealed class KeptServer(string data, string database)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly string _file = Path.Combine(data, "trivy", "server.json");
    private string _last = string.Empty;

    /// <summary>Waits for one, other than the last.</summary>
    public async Task WaitAsync()
    {
        var now = string.Empty;
        await Waiting.UntilAsync(() => (now = Read()).Length > 0 && now != _last, Often, Limit, "no Trivy server is kept on this database");
        _last = now;
    }

    /// <summary>The database is a day newer, and nothing else of it is another one; waits for the server on it.</summary>
    public async Task RenewAsync()
    {
        var file = Path.Combine(database, "db", "metadata.json");
        var metadata = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        // As Trivy's makers write it: a plus sign is escaped here, which Trivy does not read in a date.
        metadata["UpdatedAt"] = metadata["UpdatedAt"]!.GetValue<DateTimeOffset>().AddDays(1).ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(file, metadata.ToJsonString());
        await WaitAsync();
    }

    private string Read()
    {
        try
        {
            return File.Exists(_file) ? File.ReadAllText(_file) : string.Empty;
        }
        catch (IOException)
        {
            // It is being replaced.
            return string.Empty;
        }
    }
}
