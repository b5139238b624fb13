using System.Text.Json.Nodes;
using DockerScan.TestKit.Slack;

// Hosts the loopback servers for clients in other languages: one line of JSON says where they are, the end of input ends them.
await using var slack = LoopbackSlack.Start();
var line = new JsonObject
{
    ["slack"] = new JsonObject
    {
        ["port"] = slack.Port, ["botToken"] = LoopbackSlack.BotToken, ["appToken"] = LoopbackSlack.AppToken, ["channel"] = LoopbackSlack.Channel,
    },
};
await Console.Out.WriteLineAsync(line.ToJsonString());
await Console.In.ReadToEndAsync();
