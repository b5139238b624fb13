using DockerScan.Core;

namespace DockerScan.Web;

/// <summary>Who gets in, as whoever runs the listener knows it.</summary>
public interface IWebAccess
{
    /// <summary>True unless nobody but this machine reaches the pages.</summary>
    bool IsLoginRequired { get; }

    /// <summary>True when people come over https: then no cookie is sent over anything else.</summary>
    bool IsHttps { get; }

    /// <summary>The folder of the keys that cookies and forms are protected with: its owner's alone.</summary>
    /// <exception cref="EngineException">It cannot be made, or is somebody else's.</exception>
    string KeysFolder { get; }

    /// <summary>What who signs in knows, at least 128 bits of it, as it is typed.</summary>
    /// <exception cref="EngineException">It cannot be read or made.</exception>
    string Token { get; }
}
