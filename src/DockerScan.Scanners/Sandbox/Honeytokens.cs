using System.Text;
using DockerScan.Core.Sandbox;

namespace DockerScan.Scanners.Sandbox;

/// <summary>Secrets that belong to nobody, made for one run: whoever sends one out is caught with proof.</summary>
/// <param name="Tokens">The texts that are looked for, by id: a secret, or a part of it that nothing else holds.</param>
/// <param name="Metadata">What the cloud metadata service hands out, by the sentinel's names.</param>
/// <param name="Files">The files that hold them.</param>
/// <param name="FileTokens">Path to token id.</param>
internal sealed record Honeytokens(
    IReadOnlyDictionary<string, string> Tokens,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<SandboxFile> Files,
    IReadOnlyDictionary<string, string> FileTokens)
{
    /// <summary>Where nothing is planted, because the image has a file of its own there.</summary>
    public IReadOnlyList<string> Unplanted { get; init; } = [];

    private const int Private = 0b110_000_000;
    private const int Part = 40;
    private static readonly string[] DatabaseUsers = ["app", "web", "api", "backend", "service"];
    private static readonly string[] DatabaseHosts = ["db.internal", "postgres.internal", "db-1.prod.internal", "pg-main.internal", "10.20.4.17"];
    private static readonly string[] Databases = ["app", "production", "main", "shop", "core"];
    private static readonly string[] Regions = ["eu-central-1", "us-east-1", "us-west-2", "ap-northeast-2", "eu-west-1"];

    /// <param name="newId">Gives an unguessable id.</param>
    /// <param name="newKey">Gives a private key.</param>
    /// <param name="home">The home folder of the image's user.</param>
    /// <param name="workingDirectory">Where the image's command starts.</param>
    /// <param name="uid">The image's user.</param>
    /// <param name="made">When the image was made: its files are about as old.</param>
    /// <param name="now">The time of the run.</param>
    /// <param name="isTaken">True for a path that the image has: it is left alone.</param>
    public static Honeytokens Make(
        Func<string> newId, PrivateKeyMaker newKey, string home, string workingDirectory, int uid, DateTimeOffset? made, DateTimeOffset now,
        Func<string, bool> isTaken)
    {
        var forms = new SecretForms(newId);
        var account = forms.AwsAccount();
        var key = newKey();
        var (awsToken, gcpToken, azureSignature) = (forms.Letters(Part), forms.Letters(Part), forms.Letters(Part));
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["aws-file"] = forms.AwsSecret(),
            // Within one line, so that it is found however the lines are joined.
            ["ssh-key"] = key.Split('\n')[key.Split('\n').Length / 2][..Part],
            ["env-file"] = forms.Letters(24),
            ["metadata-aws-key"] = forms.AwsKeyId("ASIA", account),
            ["metadata-aws-secret"] = forms.AwsSecret(),
            ["metadata-aws-token"] = awsToken,
            ["metadata-gcp"] = gcpToken,
            ["metadata-azure"] = azureSignature,
        };
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["awsAccessKeyId"] = tokens["metadata-aws-key"],
            ["awsSecretAccessKey"] = tokens["metadata-aws-secret"],
            ["awsToken"] = $"IQoJb3JpZ2luX2Vj{forms.Base64(240)}{awsToken}{forms.Base64(240)}",
            ["gcpToken"] = $"ya29.c.{forms.Base64Url(90)}{gcpToken}{forms.Base64Url(60)}",
            ["azureToken"] = forms.AzureToken(now, azureSignature),
        };
        var wanted = new (string Token, string Path, string Text)[]
        {
            ("aws-file", Join(home, ".aws/credentials"), $"[default]\naws_access_key_id = {forms.AwsKeyId("AKIA", account)}\naws_secret_access_key = {tokens["aws-file"]}\nregion = {forms.Pick(Regions)}\n"),
            ("ssh-key", Join(home, ".ssh/id_rsa"), key),
            ("env-file", Join(workingDirectory, ".env"), Environment(forms, tokens["env-file"])),
        };
        var planted = wanted.Where(each => !isTaken(each.Path)).DistinctBy(each => each.Path).ToList();
        var at = Age(forms, made, now);
        return new Honeytokens(
            tokens,
            metadata,
            [.. planted.Select(each => new SandboxFile(each.Path, Encoding.UTF8.GetBytes(each.Text), uid, Private) { ModifiedAt = at })],
            planted.ToDictionary(each => each.Path, each => each.Token, StringComparer.Ordinal))
        {
            Unplanted = [.. wanted.Select(each => each.Path).Where(isTaken).Distinct(StringComparer.Ordinal)],
        };
    }

    private static string Environment(SecretForms forms, string password)
        => $"""
            APP_ENV=production
            APP_DEBUG=false
            APP_KEY=base64:{forms.Base64(32)}
            LOG_LEVEL=info
            DATABASE_URL=postgres://{forms.Pick(DatabaseUsers)}:{password}@{forms.Pick(DatabaseHosts)}:5432/{forms.Pick(Databases)}
            REDIS_URL=redis://:{forms.Letters(20)}@{forms.Pick(["redis.internal", "cache.internal"])}:6379/0
            SESSION_SECRET={Convert.ToHexStringLower(forms.Bytes(32))}

            """.ReplaceLineEndings("\n");

    // A little after the image; without a date, or with one that is no date of an image, some days ago.
    private static DateTimeOffset Age(SecretForms forms, DateTimeOffset? made, DateTimeOffset now)
    {
        var since = TimeSpan.FromSeconds(60 + forms.Bytes(2)[0] + (forms.Bytes(2)[1] * 7));
        var at = made is { Year: > 2010 } image ? image + since : now - TimeSpan.FromDays(3) - (since * 40);
        return at < now - TimeSpan.FromMinutes(10) ? at : now - TimeSpan.FromHours(2) - since;
    }

    private static string Join(string folder, string name) => folder.TrimEnd('/') + "/" + name;
}

/// <summary>Makes the private key of a honeytoken, as a PEM file. It takes a tenth of a second, so tests bring one.</summary>
internal delegate string PrivateKeyMaker();
