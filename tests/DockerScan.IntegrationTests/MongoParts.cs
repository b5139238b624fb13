using DockerScan.MongoLoopback;

namespace DockerScan.IntegrationTests;

/// <summary>The program on MongoDB, with its connection string in a file as in a real installation.</summary>
internal static class MongoParts
{
    /// <summary>The store's own.</summary>
    public const string Password = "p4ss-of-the-store";

    private const string Kind = "DOCKERSCAN__Storage__Kind";
    private const string AddressFile = "DOCKERSCAN__Storage__ConnectionStringFile";

    /// <summary>A server that wants a password.</summary>
    public static LoopbackMongo Start() => LoopbackMongo.Start(new LoopbackOptions { User = "dockerscan", Password = Password });

    /// <summary>The same program, on this server.</summary>
    public static HostProcess On(this HostProcess host, LoopbackMongo server)
    {
        (host.Environment[Kind], host.Environment[AddressFile]) = ("Mongo", host.WriteSecret("mongodb", server.Address));
        return host;
    }

    /// <summary>Where its server is; null for a program on SQLite.</summary>
    public static string? AddressOf(HostProcess host) => host.Environment.TryGetValue(AddressFile, out var file) ? File.ReadAllText(file) : null;

    /// <summary>A file of its owner alone in the program's folder; its path.</summary>
    public static string WriteSecret(this HostProcess host, string name, string secret)
    {
        var path = Path.Combine(host.Data, name);
        using var file = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        file.Write(secret);
        return path;
    }
}
