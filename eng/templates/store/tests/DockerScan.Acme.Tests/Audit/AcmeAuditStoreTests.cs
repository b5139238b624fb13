using DockerScan.Core.Stores;
using DockerScan.Acme.Audit;
using DockerScan.TestKit.Stores;

namespace DockerScan.Acme.Tests.Audit;

/// <summary>The meaning of the port is its contract: a behaviour that only one store has does not exist.</summary>
public sealed class AcmeAuditStoreTests : AuditStoreContract
{
    private readonly AcmeDatabase _database = new();

    protected override Task<IAuditStore> CreateAsync() => Task.FromResult<IAuditStore>(new AcmeAuditStore(_database));
}
