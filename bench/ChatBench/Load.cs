using System.Text.Json.Nodes;

namespace ChatBench;

/// <summary>Short commands of many people, half of them in Slack and half in Discord.</summary>
internal static class Load
{
    // So many that nobody gives more than the 20 commands a minute that are allowed by default.
    private const int People = 500;

    // One in so many asks every part how it is; the others ask for help.
    private const int StatusEvery = 10;

    public static IReadOnlyList<SignedCommand> Make(Platforms platforms, int count) => [.. Enumerable.Range(0, count).Select(number => One(platforms, number))];

    private static SignedCommand One(Platforms platforms, int number)
    {
        var (person, isStatus) = (number / 2 % People, number / 2 % StatusEvery == 0);
        if (number % 2 == 0)
        {
            return Platforms.Sign(platforms.SlackPayload(person, isStatus ? "status" : "help scan"));
        }

        return platforms.SignInteraction(isStatus
            ? platforms.Interaction(person, "status")
            : platforms.Interaction(person, "help", new JsonObject { ["name"] = "verb", ["type"] = 3, ["value"] = "scan" }));
    }
}
