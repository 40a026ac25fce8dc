"""What two pages share. Streamlit is spoken here, in `pages/` and in `app.py`, nowhere else."""
