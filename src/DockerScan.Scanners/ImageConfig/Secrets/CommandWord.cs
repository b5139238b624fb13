namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>A word of a command line, quotes taken off.</summary>
/// <param name="Text">The word; an operator such as <c>&amp;&amp;</c> as it stands.</param>
/// <param name="IsOperator">True when the next command begins behind it.</param>
internal readonly record struct CommandWord(string Text, bool IsOperator);
