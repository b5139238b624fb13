using System.Text.Json.Nodes;
using DockerScan.Conversation.Messages;
using DockerScan.Core.Alerts;
using DockerScan.TestKit.Goldens;
using DockerScan.TestKit.Stores;
using Json.Schema;

namespace DockerScan.Webhooks.Tests;

/// <summary>What is sent holds to docs/webhook.schema.json, which whoever reads it is told.</summary>
public sealed class WebhookBodyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(RepositoryFolder.Find(), "docs", "webhook.schema.json")));

    public static TheoryData<AlertKind> Kinds => [.. Enum.GetValues<AlertKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_Alert_HoldsToTheSchema(AlertKind kind)
    {
        Check(WebhookBody.Of(AlertSamples.Full() with { Kind = kind }, Now));
        Check(WebhookBody.Of(AlertSamples.Alert() with { Kind = kind, WatchId = string.Empty }, Now));
    }

    [Fact]
    public void Of_Message_HoldsToTheSchema() => Check(WebhookBody.Of(new ChatMessage { Title = "a test", Text = "it works" }, Now));

    [Fact]
    public void Of_Alert_SaysWhatWasToldAndWhatBecameOfIt()
    {
        var data = Check(WebhookBody.Of(AlertSamples.Full() with { Kind = AlertKind.News }, Now))["data"]!;

        Assert.Equal(["new", "raised", "high", "fixed", "notReported", "noise", "accepted", "leftOut", "baseline"], data["counts"]!.AsObject().Select(count => count.Key));
        Assert.Equal(("0123456789abcdef", "fixAvailable", "fixed", "1.1"), (
            (string?)data["findings"]![0]!["key"], (string?)data["findings"]![0]!["cause"], (string?)data["findings"]![0]!["since"], (string?)data["findings"]![0]!["fixedVersion"]));
        Assert.Equal(3, (int)data["revision"]!);
    }

    [Fact]
    public void Of_TextsOfAnImage_AreCleanedAndBounded()
    {
        var alert = AlertSamples.Full() with { Drift = [new DriftFact(DriftKind.Process, "\u001b[31m\u202E" + new string('A', 100_000))] };

        var text = (string)Check(WebhookBody.Of(alert, Now))["data"]!["behavior"]![0]!["text"]!;

        Assert.True(text.Length <= 400);
        Assert.DoesNotContain(text, letter => char.IsControl(letter) || letter == '\u202E');
    }

    private static JsonNode Check(byte[] body)
    {
        var json = JsonNode.Parse(body)!;
        var result = Schema.Evaluate(json, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join('\n', result.Details.Where(each => each.HasErrors).SelectMany(each => each.Errors!.Select(error => $"{each.InstanceLocation}: {error.Value}"))));
        return json;
    }
}
