using DockerScan.Core.Findings;

namespace DockerScan.Core.Alerts;

/// <summary>Findings that are seldom worth a message. They are counted apart and never hidden: the result has them as any other.</summary>
public enum NoiseClass
{
    /// <summary>None of these. The default, so that what nobody classed is told.</summary>
    None,

    /// <summary>A vulnerability of a kernel, found in its headers: an image brings no kernel of its own.</summary>
    KernelHeaders,

    /// <summary>In documentation: nothing runs it.</summary>
    Documentation,

    /// <summary>The distributor of the package says that it is not affected; others may say otherwise.</summary>
    NotAffected,
}

/// <summary>Classes findings.</summary>
public static class NoiseClasses
{
    /// <summary>The words of a distributor's verdict in <see cref="FindingDraft.RiskReason"/>, as whoever maps its data writes them.</summary>
    public const string NotAffectedWords = "says that its package is not affected";

    private static readonly string[] Headers = ["linux-libc-dev", "kernel-headers", "linux-headers", "linux-api-headers", "linux-kernel-headers"];
    private static readonly string[] Folders = ["usr/share/doc/", "usr/share/man/", "usr/share/info/", "usr/local/share/doc/", "usr/local/share/man/"];

    /// <summary>Which class a finding is of. Behaviour and what was seen of a running image is of none.</summary>
    public static NoiseClass Of(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var details = finding.Details;
        if (KeyClasses.IsVulnerability(finding))
        {
            var name = details.Location[(details.Location.LastIndexOf('/') + 1)..];
            return Headers.Any(header => name == header || name.StartsWith(header + "-", StringComparison.Ordinal)) ? NoiseClass.KernelHeaders
                : name.EndsWith("-doc", StringComparison.Ordinal) || name.EndsWith("-docs", StringComparison.Ordinal) ? NoiseClass.Documentation
                : details.RiskReason?.Contains(NotAffectedWords, StringComparison.Ordinal) == true ? NoiseClass.NotAffected : NoiseClass.None;
        }

        var path = details.Location.TrimStart('/');
        return finding.Scanner != Stages.StageIds.Sandbox && details.Check.StartsWith("secret.", StringComparison.Ordinal)
            && Folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)) ? NoiseClass.Documentation : NoiseClass.None;
    }
}
