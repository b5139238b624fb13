namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>A value in a text, and what it is called there.</summary>
/// <param name="Name">The variable, option, header or member.</param>
/// <param name="Value">The value; may be a secret, so it is never shown whole.</param>
/// <param name="IsPassword">True when its place alone says that it is a password: in an address, behind <c>mysql -p</c>.</param>
internal readonly record struct Candidate(string Name, string Value, bool IsPassword = false);
