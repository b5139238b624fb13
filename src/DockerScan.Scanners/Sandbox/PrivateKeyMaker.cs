namespace DockerScan.Scanners.Sandbox;

/// <summary>Makes the private key of a honeytoken, as a PEM file. It takes a tenth of a second, so tests bring one.</summary>
internal delegate string PrivateKeyMaker();
