using DockerScan.Core;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Where in an image configuration a secret stands: the instruction that put it there, and the name it has there.</summary>
/// <param name="Instruction"><c>ENV</c>, <c>LABEL</c>, <c>ARG</c>, <c>RUN</c>, <c>HEALTHCHECK</c>, <c>CMD</c>, <c>ENTRYPOINT</c> or <c>ONBUILD</c>.</param>
/// <param name="Name">The variable, label or option; hostile text.</param>
internal sealed record SecretPlace(string Instruction, string Name)
{
    private const int MaxName = 120;

    /// <summary>The finding's id. One for each instruction, so that whatever finds the secret names it alike.</summary>
    public string Id => "secret-" + Instruction.ToLowerInvariant();

    /// <summary>The finding's location. A name that is itself a token of a known form is not shown.</summary>
    public string Location => Instruction + " " + (TokenFormats.First(Name) is { } token ? token.What : DisplayText.Clean(Name, MaxName));

    /// <summary>How to mend it, which is another for each instruction.</summary>
    public string Remediation => Instruction switch
    {
        "ENV" => "Replace the secret, because everybody who has the image has it. Take it out of ENV and hand it over when the container starts: as a mounted file, or as a variable set there.",
        "LABEL" => "Replace the secret, because everybody who has the image has it, and take it out of the label: nothing at run time needs it there.",
        "HEALTHCHECK" or "CMD" or "ENTRYPOINT" => "Replace the secret, because everybody who has the image has it, and every user of the machine sees it in the list of processes. Let the program read it from a mounted file or from a variable set when the container starts.",
        _ => "Replace the secret, because the history keeps it whatever later steps delete. Build with RUN --mount=type=secret, or fetch what needs it in a stage of its own that the image does not contain.",
    };
}
