namespace ChatBench;

/// <summary>A command as a platform posts it, signed.</summary>
/// <param name="Path">Where it goes.</param>
/// <param name="ContentType">The type of its body.</param>
/// <param name="Body">Its body.</param>
/// <param name="Headers">Time and signature.</param>
/// <param name="Acknowledgement">The body of the only right answer; its status is 200.</param>
internal sealed record SignedCommand(string Path, string ContentType, byte[] Body, IReadOnlyDictionary<string, string> Headers, string Acknowledgement);
