using System.Security.Cryptography;
using System.Text;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;

namespace DockerScan.Engine.Pipeline;

/// <summary>What makes two scans the same.</summary>
internal static class ReuseKeys
{
    /// <summary>Same content under the same name: one scan at a time.</summary>
    /// <remarks>The repository is part of it because finding keys are made from it.</remarks>
    public static string Target(TargetImage image, ScanOptions options)
        => $"{image.Reference.Repository}|{image.ContentId}|{image.Platform}|{options.Sandbox}|{options.WindowSeconds}";

    /// <summary>Same target, scanners and data: the result may be reused.</summary>
    public static string Result(TargetImage image, ScanOptions options, IEnumerable<ScannerIdentity> scanners)
    {
        var text = new StringBuilder(Target(image, options)).Append('|').Append(image.Reference.Tag);
        foreach (var scanner in scanners.OrderBy(scanner => scanner.Id, StringComparer.Ordinal))
        {
            text.Append('|').Append(scanner.Id).Append('=').Append(scanner.Version).Append('+').Append(scanner.Data);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
