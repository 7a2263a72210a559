"""Reading on a Dask cluster: the client, what runs on a worker, and the program that a worker reads in."""
