namespace DockerScan.Core.Stores;

/// <summary>A kind of store.</summary>
public enum StoreKind
{
    /// <summary>One file on this machine. What it is when nobody says.</summary>
    Sqlite,

    /// <summary>A MongoDB server, for several machines.</summary>
    Mongo,
}
