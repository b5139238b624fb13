namespace DockerScan.Scanners.Sandbox;

/// <summary>Draws a number from 0 to <paramref name="count"/> - 1 that nobody can foresee; tests bring one that they know.</summary>
internal delegate int NumberDraw(int count);
