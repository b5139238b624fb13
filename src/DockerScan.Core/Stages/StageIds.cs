namespace DockerScan.Core.Stages;

/// <summary>The ids of stages and scanners, in JSON and in <c>config/checklist.yaml</c>.</summary>
public static class StageIds
{
    /// <summary>Reference to digest, platform and size.</summary>
    public const string Resolve = "resolve";

    /// <summary>The image into the engine.</summary>
    public const string Acquire = "acquire";

    /// <summary>Vulnerabilities, secrets, misconfiguration.</summary>
    public const string Trivy = "trivy";

    /// <summary>The image configuration and file permissions.</summary>
    public const string ImageConfig = "image-config";

    /// <summary>What starts by itself.</summary>
    public const string Autorun = "autorun";

    /// <summary>What it does when started.</summary>
    public const string Sandbox = "sandbox";

    /// <summary>Reputation of what was found.</summary>
    public const string VirusTotal = "virustotal";
}
