using System.Text;
using DockerScan.Core.Sandbox;

namespace DockerScan.Scanners.Sandbox;

/// <summary>Secrets that belong to nobody, made for one run: whoever sends one out is caught with proof.</summary>
/// <param name="Tokens">The secret texts, by id.</param>
/// <param name="Metadata">What the cloud metadata service hands out, by the sentinel's names.</param>
/// <param name="Files">The files that hold them.</param>
/// <param name="FileTokens">Path to token id.</param>
internal sealed record Honeytokens(
    IReadOnlyDictionary<string, string> Tokens,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<SandboxFile> Files,
    IReadOnlyDictionary<string, string> FileTokens)
{
    private const int Private = 0b110_000_000;

    /// <param name="newId">Gives an unguessable id.</param>
    /// <param name="home">The home folder of the image's user.</param>
    /// <param name="workingDirectory">Where the image's command starts.</param>
    /// <param name="uid">The image's user.</param>
    /// <param name="isTaken">True for a path that the image has: it is left alone.</param>
    public static Honeytokens Make(Func<string> newId, string home, string workingDirectory, int uid, Func<string, bool> isTaken)
    {
        string Secret(int length) => string.Concat(newId(), newId(), newId(), newId())[..length];
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["aws-file"] = Secret(40),
            ["ssh-key"] = Secret(40),
            ["env-file"] = Secret(32),
            ["metadata-aws-key"] = "ASIA" + Secret(16).ToUpperInvariant(),
            ["metadata-aws-secret"] = Secret(40),
            ["metadata-aws-token"] = Secret(40),
            ["metadata-gcp"] = "ya29." + Secret(40),
            ["metadata-azure"] = "eyJ0" + Secret(40),
        };
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["awsAccessKeyId"] = tokens["metadata-aws-key"],
            ["awsSecretAccessKey"] = tokens["metadata-aws-secret"],
            ["awsToken"] = tokens["metadata-aws-token"],
            ["gcpToken"] = tokens["metadata-gcp"],
            ["azureToken"] = tokens["metadata-azure"],
        };
        var wanted = new (string Token, string Path, string Text)[]
        {
            ("aws-file", Join(home, ".aws/credentials"), $"[default]\naws_access_key_id = AKIA{Secret(16).ToUpperInvariant()}\naws_secret_access_key = {tokens["aws-file"]}\n"),
            ("ssh-key", Join(home, ".ssh/id_rsa"), $"-----BEGIN OPENSSH PRIVATE KEY-----\n{tokens["ssh-key"]}\n-----END OPENSSH PRIVATE KEY-----\n"),
            ("env-file", Join(workingDirectory, ".env"), $"DATABASE_URL=postgres://app:{tokens["env-file"]}@db.internal:5432/app\n"),
        };
        var planted = wanted.Where(each => !isTaken(each.Path)).DistinctBy(each => each.Path).ToList();
        return new Honeytokens(
            tokens,
            metadata,
            [.. planted.Select(each => new SandboxFile(each.Path, Encoding.UTF8.GetBytes(each.Text), uid, Private))],
            planted.ToDictionary(each => each.Path, each => each.Token, StringComparer.Ordinal));
    }

    private static string Join(string folder, string name) => folder.TrimEnd('/') + "/" + name;
}
