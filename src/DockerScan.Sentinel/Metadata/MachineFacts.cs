using DockerScan.Sentinel.Hashing;

namespace DockerScan.Sentinel.Metadata;

/// <summary>What the metadata services say of the machine and its owner: made up for one run, and the same all through it.</summary>
internal sealed class MachineFacts(SaltedHash salt)
{
    private static readonly string[] AwsRegions = ["eu-central-1", "eu-west-1", "us-east-1", "us-east-2", "us-west-2", "ap-northeast-2", "ap-southeast-1"];
    private static readonly string[] AwsTypes = ["t3.medium", "t3.large", "m5.large", "m6i.xlarge", "c5.xlarge", "t3a.small"];
    private static readonly string[] GcpZones = ["europe-west3-a", "us-central1-b", "us-east1-c", "asia-northeast3-a", "europe-west1-d"];
    private static readonly string[] AzureLocations = ["westeurope", "northeurope", "eastus", "koreacentral", "germanywestcentral"];
    private static readonly string[] AzureSizes = ["Standard_B2s", "Standard_D2s_v3", "Standard_D4s_v5", "Standard_B2ms"];
    private static readonly string[] Uses = ["web", "api", "backend", "worker", "app", "frontend", "shop"];
    private static readonly string[] Stages = ["prod", "production", "live", "main"];

    /// <summary>What the machine is for: a part of names.</summary>
    public string Use { get; } = salt.Pick(Uses, "use");

    public string Stage { get; } = salt.Pick(Stages, "stage");

    public int Number { get; } = 1 + (int)(salt.Of("machine") % 4);

    public string AwsAccount { get; } = salt.Digits(12, "aws-account");

    public string AwsRole => $"{Use}-{Stage}-role";

    public string AwsRegion { get; } = salt.Pick(AwsRegions, "aws-region");

    public string AwsZone => AwsRegion + "abc"[(int)(salt.Of("aws-zone") % 3)];

    public string AwsType { get; } = salt.Pick(AwsTypes, "aws-type");

    public string AwsImage { get; } = "ami-0" + salt.Hex(16, "aws-image");

    public string AwsInstance { get; } = "i-0" + salt.Hex(16, "aws-instance");

    public string AwsProfile { get; } = "AIPA" + Base32(salt, "aws-profile");

    /// <summary>What version 2 of Amazon's service asks to be sent back.</summary>
    public string AwsSession { get; } = "AQAEA" + Convert.ToBase64String(Bytes(salt, 38))[1..];

    public string GcpNumber { get; } = salt.Digits(12, "gcp-number");

    public string GcpProject => $"{Use}-{Stage}-{salt.Digits(6, "gcp-project")}";

    public string GcpZone { get; } = salt.Pick(GcpZones, "gcp-zone");

    public string GcpInstance { get; } = "5" + salt.Digits(15, "gcp-instance") + salt.Digits(3, "gcp-instance-end");

    public string AzureLocation { get; } = salt.Pick(AzureLocations, "azure-location");

    public string AzureSize { get; } = salt.Pick(AzureSizes, "azure-size");

    public string AzureSubscription { get; } = salt.Uuid("azure-subscription");

    public string AzureMachine { get; } = salt.Uuid("azure-machine");

    public string AzureClient { get; } = salt.Uuid("azure-client");

    private static string Base32(SaltedHash salt, string what)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        return string.Concat(Enumerable.Range(0, 17).Select(i => Letters[(int)(salt.Of(what, attempt: i) % 32)]));
    }

    private static byte[] Bytes(SaltedHash salt, int count) => [.. Enumerable.Range(0, count).Select(i => (byte)salt.Of("aws-session", attempt: i))];
}
