using DockerScan.Core;
using DockerScan.Core.Acceptances;

namespace DockerScan.Reporting.OpenVex;

internal sealed class OpenVexDocuments : IOpenVex
{
    public VexExport Write(IReadOnlyCollection<Acceptance> acceptances, DateTimeOffset now) => OpenVexWriter.Write(acceptances, now);

    public Result<VexReading> Read(ReadOnlyMemory<byte> json, string name, DateTimeOffset now, DateTimeOffset? until) => OpenVexReader.Read(json, name, now, until);
}
