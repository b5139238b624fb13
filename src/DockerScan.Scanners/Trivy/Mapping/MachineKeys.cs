using System.Text.RegularExpressions;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Mapping;

/// <summary>Keys that a package makes when it is installed: SSH host keys, self-signed ("snake-oil") certificates' keys.</summary>
/// <remarks>
/// They open nothing, so they are not to be revoked; but each container of the image has the same, and whoever pulls the image can
/// pass for them. One finding for all of them, medium: the publisher did not put them in on purpose, and the cure is one line.
/// </remarks>
internal static partial class MachineKeys
{
    private const int MaxShown = 20;

    /// <summary>True for the key of a machine, by its place. Whatever else is found in such a file is no machine's key.</summary>
    public static bool Contains(TrivySecret secret, TrivyResult result)
        => secret.RuleId == "private-key" && result.Target is { Length: > 0 and <= 4096 } path && Place().IsMatch(path);

    /// <summary>One finding for all of them; null without any.</summary>
    public static FindingDraft? Map(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
        {
            return null;
        }

        var shown = string.Join(", ", paths.Take(MaxShown)) + (paths.Count > MaxShown ? $" and {paths.Count - MaxShown} more" : string.Empty);
        var isSsh = paths.Any(path => path.Contains("ssh_host_", StringComparison.Ordinal));
        var isSnakeOil = paths.Any(path => path.EndsWith("ssl-cert-snakeoil.key", StringComparison.Ordinal));
        string[] makers = [.. isSsh ? ["ssh-keygen -A"] : (string[])[], .. isSnakeOil ? ["make-ssl-cert generate-default-snakeoil"] : (string[])[]];
        return new FindingDraft
        {
            Check = CheckIds.SecretFile,
            Id = "machine-keys",
            KeyClass = CheckIds.SecretFile, Location = "machine keys",
            Title = "Keys of a machine were made when the image was built, so every container of it has the same",
            Description = "A package made them when it was installed: SSH host keys, or the key of a self-signed certificate. They open no account, but whoever pulls the image can pass for its containers.",
            Severity = Severity.Medium,
            RiskReason = "these keys open no account anywhere, but whoever has the image can pass for any container of it",
            Target = TrivyText.Name(paths[0]),
            Evidence = TrivyText.Name($"private keys made by a package at build time: {shown}; the values are masked"),
            Remediation = $"Delete them in the same layer that installs the package (rm in the same RUN), and make them when a container starts for the first time{(makers.Length > 0 ? $": {string.Join(", ", makers)}" : string.Empty)}",
        };
    }

    [GeneratedRegex(@"(?:^|/)(?:etc/ssh/ssh_host_[a-z0-9]+_key|etc/ssl/private/ssl-cert-snakeoil\.key|etc/pki/tls/private/localhost\.key)\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
