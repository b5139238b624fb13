using System.Net;

namespace DockerScan.Sentinel.Netlink;

/// <summary>The name servers that the engine wrote down for this network, and so for the target.</summary>
internal static class Resolvers
{
    private const int Max = 8;
    private const string Path = "/etc/resolv.conf";

    public static string[] Read() => File.Exists(Path) ? Parse(File.ReadAllText(Path)) : [];

    /// <summary>The addresses behind <c>nameserver</c>, in their order.</summary>
    public static string[] Parse(string text) =>
    [
        .. text.Split('\n')
            .Select(line => line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 1 && words[0] == "nameserver")
            .Select(words => IPAddress.TryParse(words[1].Split('%')[0], out var address) ? address.ToString() : null)
            .OfType<string>().Distinct().Take(Max),
    ];
}
