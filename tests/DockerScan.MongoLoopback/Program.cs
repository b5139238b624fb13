using System.Globalization;
using System.Text.Json.Nodes;
using DockerScan.MongoLoopback;

// Hosts the loopback server for other programs: one line of JSON says where it is, then a line of input for each bad day, the end of input ends it.
// usage: DockerScan.MongoLoopback [port=27017] [set] [user=NAME] [password=TEXT] [wire=9]
// bad days: freeze · thaw · drop COMMAND · fail COMMAND CODE · cut · restart · clock SECONDS; each is answered with its own line
var given = args.Select(arg => arg.Split('=', 2)).ToDictionary(arg => arg[0], arg => arg.ElementAtOrDefault(1) ?? string.Empty, StringComparer.Ordinal);
await using var server = LoopbackMongo.Start(new LoopbackOptions
{
    Port = int.Parse(given.GetValueOrDefault("port", "0"), CultureInfo.InvariantCulture),
    IsReplicaSet = given.ContainsKey("set"),
    User = given.GetValueOrDefault("user"),
    Password = given.GetValueOrDefault("password", string.Empty),
    WireVersion = int.Parse(given.GetValueOrDefault("wire", "9"), CultureInfo.InvariantCulture),
});
await Console.Out.WriteLineAsync(new JsonObject { ["address"] = server.Address, ["port"] = server.Port }.ToJsonString());
while (await Console.In.ReadLineAsync() is { } line)
{
    switch (line.Split(' '))
    {
        case ["freeze"]:
            server.Freeze();
            break;
        case ["thaw"]:
            server.Thaw();
            break;
        case ["drop", var command]:
            server.DropAnswerOf(command);
            break;
        case ["fail", var command, var code]:
            server.Fail(command, int.Parse(code, CultureInfo.InvariantCulture));
            break;
        case ["cut"]:
            server.Cut();
            break;
        case ["restart"]:
            await server.RestartAsync();
            break;
        case ["clock", var seconds]:
            server.ClockOffset = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
            break;
        default:
            await Console.Error.WriteLineAsync($"not known: {line}");
            return 64;
    }

    await Console.Out.WriteLineAsync(line);
}

return 0;
