using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Stores;

namespace DockerScan.Documents.Tests;

/// <summary>What is read by hand means the same as the records themselves: for each member that an older document lacks, or that is null in a damaged one.</summary>
public sealed class StoreJsonTests
{
    // As the records say it, by reflection.
    private static readonly JsonSerializerOptions Reflected = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new ScanIdJsonConverter(), new ImageDigestJsonConverter(), new ImageReferenceJsonConverter(),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly ScanResult Result = ScanSamples.Full(ScanSamples.Id(1));
    private static readonly ScanRequest Request = ScanSamples.Request(options: new ScanOptions { Sandbox = false, WindowSeconds = 9, Force = true }, platform: ImagePlatform.Default);

    [Fact]
    public void Write_EveryDocument_IsTheRecordsOwnForm()
    {
        Assert.Equal(JsonSerializer.Serialize(Result, Reflected), StoreJson.Write(Result));
        Assert.Equal(JsonSerializer.Serialize(Request, Reflected), StoreJson.Write(Request));
        Assert.Equal(JsonSerializer.Serialize(Result.Findings[0], Reflected), StoreJson.Write(Result.Findings[0]));
        Assert.Equal(JsonSerializer.Serialize(ScanSamples.Report(), Reflected), StoreJson.Write(ScanSamples.Report()));
    }

    [Fact]
    public void Read_DocumentWithoutAMember_IsWhatTheRecordBeginsWith()
        => Assert.True(CompareAll((members, name) => members.Remove(name)) > 150);

    [Fact]
    public void Read_DocumentWithANullMember_IsReadOrRefusedAsTheRecordSays()
        => Assert.True(CompareAll((members, name) => members[name] = null) > 150);

    private static int CompareAll(Action<JsonObject, string> change)
        => Compare(Result, StoredResult.Result, change) + Compare(Request, StoredScan.Request, change)
            + Compare(Result.Findings[0], StoredResult.Finding, change) + Compare(ScanSamples.Report(), StoredResult.Report, change);

    private static int Compare<T>(T value, Func<JsonElement, T> read, Action<JsonObject, string> change)
        where T : class
    {
        var document = JsonSerializer.Serialize(value, Reflected);
        var places = Members(JsonNode.Parse(document)!, []).ToList();
        foreach (var place in places)
        {
            var root = JsonNode.Parse(document)!;
            change(place.Take(place.Count - 1).Aggregate(root, (node, step) => step is int index ? node[index]! : node[(string)step]!).AsObject(), (string)place[^1]);
            var changed = root.ToJsonString(Reflected);

            Assert.True(Means(() => JsonSerializer.Deserialize<T>(changed, Reflected)!) == Means(() => StoreJson.Read(changed, "x", read)), $"{typeof(T).Name} {string.Join('.', place)}");
        }

        return places.Count;
    }

    // What was read, in words of the records; "refused" when it was not.
    private static string Means<T>(Func<T> read)
    {
        try
        {
            return JsonSerializer.Serialize(read(), Reflected);
        }
        catch (Exception e) when (e is JsonException or EngineException)
        {
            return "refused";
        }
    }

    private static IEnumerable<List<object>> Members(JsonNode? node, List<object> path) => node switch
    {
        JsonObject members => members.SelectMany(member => Members(member.Value, [.. path, member.Key]).Prepend([.. path, member.Key])),
        JsonArray items => items.SelectMany((item, index) => Members(item, [.. path, index])),
        _ => [],
    };
}
