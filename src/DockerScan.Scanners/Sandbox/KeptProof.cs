using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Sandbox;

/// <summary>
/// The sandbox's proof, kept over restarts: of which engine, sentinel, settings and program the self-test passed, and when. Whatever of them is
/// another, or a day has gone by, or a sandbox has failed since: it is proven anew. What cannot be read or kept is no proof.
/// </summary>
internal sealed class KeptProof(IOptions<SandboxOptions> options, TimeProvider time)
{
    /// <summary>How long it counts.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(1);

    private const int MaxBytes = 200;

    private string Path => options.Value.ProofPath;

    /// <summary>When it was proven; null when there is no proof that counts.</summary>
    public DateTimeOffset? Find(string subject)
    {
        if (Path.Length == 0 || !File.Exists(Path))
        {
            return null;
        }

        try
        {
            var words = new FileInfo(Path).Length > MaxBytes ? [] : File.ReadAllText(Path).Split(' ');
            var isOfIt = words is [var hash, _] && hash == Hash(subject);
            return isOfIt && DateTimeOffset.TryParseExact(words[1], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
                && time.GetUtcNow() - at is var age && age >= TimeSpan.Zero && age < Age
                    ? at
                    : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps it, by rename; where that cannot be done the next process proves the sandbox itself.</summary>
    public void Keep(string subject)
    {
        if (Path.Length == 0)
        {
            return;
        }

        try
        {
            var next = string.Create(CultureInfo.InvariantCulture, $"{Path}.{Environment.ProcessId}");
            File.WriteAllText(next, string.Create(CultureInfo.InvariantCulture, $"{Hash(subject)} {time.GetUtcNow():O}"));
            File.Move(next, Path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Forget();
        }
    }

    /// <summary>The next process proves the sandbox anew.</summary>
    public void Forget()
    {
        if (Path.Length == 0)
        {
            return;
        }

        try
        {
            File.Delete(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays, and is refused when its day is over: who may not write here has other lines in doctor.
        }
    }

    private static string Hash(string subject) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)));
}
