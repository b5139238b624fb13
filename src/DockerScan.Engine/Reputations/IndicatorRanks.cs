using DockerScan.Core.Scans;

namespace DockerScan.Engine.Reputations;

/// <summary>How telling an indicator is, 0 to 100. The scarce look-ups go to the highest; only the order matters.</summary>
internal static class IndicatorRanks
{
    /// <summary>A file that the static scan finds suspicious already.</summary>
    public const int SuspiciousFile = 92;

    // What every image contacts: names, web, time.
    private static readonly int[] CommonPorts = [53, 80, 123, 443];

    /// <summary>A file that was not in the image says more than one that was, and one that ran more than one that lies there.</summary>
    public static int Of(DroppedFile file) => (file.WasRun, file.Kind) switch
    {
        (true, AutorunKind.Elf) => 100,
        (true, _) => 95,
        (false, AutorunKind.Elf) => 80,
        _ => 75,
    };

    /// <summary>A name on an odd port says more than one on a common port; a name more than an address, which many may share.</summary>
    public static int Of(NetworkContact contact) => (CommonPorts.Contains(contact.Port) ? 60 : 90) - (contact.Domain is null ? 2 : 0);

    /// <summary>What the configuration starts itself says more than what comes after it.</summary>
    public static int Of(AutorunFile file) => file.MayStart ? 42 : file.Depth == 0 ? 50 : 45;
}
