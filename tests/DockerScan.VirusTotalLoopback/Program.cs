using System.Text.Json.Nodes;
using DockerScan.TestKit.VirusTotal;

// Hosts the loopback server for other programs: one line of JSON says where it is, the end of input ends it.
// usage: DockerScan.VirusTotalLoopback [VALUE=MALICIOUS ...]; addresses and domains not named are known and harmless, files not named are unknown.
await using var server = LoopbackVirusTotal.Start();
server.KnowsNetworks = true;
foreach (var known in args.Select(arg => arg.Split('=', 2)))
{
    server.Know(known[0], known.Length > 1 ? int.Parse(known[1], System.Globalization.CultureInfo.InvariantCulture) : 0);
}

await Console.Out.WriteLineAsync(new JsonObject { ["api"] = server.Api.AbsoluteUri, ["key"] = LoopbackVirusTotal.Key }.ToJsonString());
await Console.In.ReadToEndAsync();
foreach (var path in server.Asked)
{
    await Console.Out.WriteLineAsync(path);
}
