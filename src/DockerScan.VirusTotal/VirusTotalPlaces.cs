using DockerScan.Core.Reputations;

namespace DockerScan.VirusTotal;

/// <summary>Where an indicator is: in the API and on the page that a person can open.</summary>
/// <remarks>https://docs.virustotal.com/reference/overview. The API's own links need the key and are never shown.</remarks>
internal static class VirusTotalPlaces
{
    /// <summary>The path below the API's address. Values are hex, addresses and domains; they are escaped all the same.</summary>
    public static string Path(Indicator indicator) => Collection(indicator.Kind) + "/" + Uri.EscapeDataString(indicator.Value);

    /// <summary>The type that the answer's object must have.</summary>
    public static string Type(IndicatorKind kind) => kind switch
    {
        IndicatorKind.File => "file",
        IndicatorKind.Address => "ip_address",
        IndicatorKind.Domain => "domain",
    };

    /// <summary>The page that a person can open.</summary>
    public static string Page(Indicator indicator) => "https://www.virustotal.com/gui/" + indicator.Kind switch
    {
        IndicatorKind.File => "file/",
        IndicatorKind.Address => "ip-address/",
        IndicatorKind.Domain => "domain/",
    } + Uri.EscapeDataString(indicator.Value);

    private static string Collection(IndicatorKind kind) => kind switch
    {
        IndicatorKind.File => "files",
        IndicatorKind.Address => "ip_addresses",
        IndicatorKind.Domain => "domains",
    };
}
