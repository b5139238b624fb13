using System.Text.Json.Nodes;
using DockerScan.TestKit.Discord;

// Hosts the loopback server for clients in other languages: one line of JSON says where it is, the end of input ends it.
await using var discord = LoopbackDiscord.Start();
discord.HeartbeatInterval = 200;
var line = new JsonObject
{
    ["discord"] = new JsonObject
    {
        ["port"] = discord.Port, ["botToken"] = LoopbackDiscord.BotToken, ["application"] = LoopbackDiscord.Application, ["channel"] = LoopbackDiscord.Channel,
    },
};
await Console.Out.WriteLineAsync(line.ToJsonString());
await Console.In.ReadToEndAsync();
