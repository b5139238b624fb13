using System.IO.Compression;
using System.Text.Json;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>Packs what is known of an image's packages into what is stored with its result, and reads it again. Secrets and misconfigurations stay out of it: they are findings of the result.</summary>
internal static class StoredPackages
{
    /// <summary>The form that is written today; no other is read.</summary>
    public const string Form = "trivy/1";

    // Of what is read: a store can hold anything.
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Packs it; null when it is too large to be stored.</summary>
    public static PackageRecord? Pack(KnownAnalysis known)
    {
        var bare = known with
        {
            Report = known.Report with
            {
                Results = [.. (known.Report.Results ?? []).OfType<TrivyResult>().Where(result => result.Packages is { Count: > 0 }).Select(result => result with { Vulnerabilities = null, Secrets = null, Misconfigurations = null })],
            },
        };
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(zip, bare, MatchingJsonContext.Default.KnownAnalysis);
        }

        var content = Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
        return content.Length > PackageRecord.MaxContent ? null : new PackageRecord(Form, content);
    }

    /// <summary>Reads it; null when it is of another form, damaged or larger than anything that was written.</summary>
    public static KnownAnalysis? Unpack(PackageRecord record)
    {
        // A damaged document can lack any of it.
        if (record.Form != Form || record.Content is not { Length: <= PackageRecord.MaxContent })
        {
            return null;
        }

        try
        {
            using var zip = new GZipStream(new MemoryStream(Convert.FromBase64String(record.Content)), CompressionMode.Decompress);
            return Read(zip) is { } text && JsonSerializer.Deserialize(text, MatchingJsonContext.Default.KnownAnalysis) is { Form: KnownAnalysis.CurrentForm } known ? known : null;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or JsonException)
        {
            return null;
        }
    }

    private static byte[]? Read(GZipStream zip)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = zip.Read(buffer)) > 0)
        {
            if (all.Length + read > MaxBytes)
            {
                return null;
            }

            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }
}
