namespace DockerScan.Core;

/// <summary>Where ids come from; injected, so that tests and goldens hold still.</summary>
public interface IIdGenerator
{
    /// <summary>A new unguessable id: 10 to 16 lower-case letters and digits, safe in paths, URLs and chat.</summary>
    string NewId();
}
