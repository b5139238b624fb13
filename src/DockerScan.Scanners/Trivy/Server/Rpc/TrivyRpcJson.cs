using System.Text.Encodings.Web;
using System.Text.Json;

namespace DockerScan.Scanners.Trivy.Server.Rpc;

/// <summary>The form that is used: a version's plus signs and a package URL's ampersands stand as they are. Nobody puts this into a page, and it is a tenth shorter.</summary>
internal static class TrivyRpcJson
{
    /// <summary>The types.</summary>
    public static TrivyRpcContext Types { get; } = new(new JsonSerializerOptions(TrivyRpcContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
